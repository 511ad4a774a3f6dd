"""The methods: how gₖ is made, one family a module."""
