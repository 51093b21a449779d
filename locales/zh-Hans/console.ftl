console-product = returnline
