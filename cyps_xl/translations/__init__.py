"""The report's labels in other languages: gettext catalogues and the phrases made from them."""
