"""One of every kind of public page."""

PAGES = (
    "/",
    "/lessen/",
    "/lessen/vaardigheden-en-grenzen/",
    "/praktijkvoorbeelden/",
    "/praktijkvoorbeelden/heusden/",
    "/bijeenkomsten/",
    "/bijeenkomsten/eerste-lunchgesprek-2022/",
    "/gemeenten/",
    "/gemeenten/heusden/",
    "/zoeken/",
    "/zoeken/?q=bewoners",
    "/zoeken/?q=qwertyuiop",
    "/over/",
    "/toegankelijkheid/",
    "/account/login/",
    "/bestaat-niet/",
)
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
HEIGHT = 900
