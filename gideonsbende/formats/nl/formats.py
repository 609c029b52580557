"""Dates and figures as Dutch readers write them; Django's own Dutch formats lack the weekday."""

DATE_FORMAT = "j F Y"
FULL_DATE_FORMAT = "l j F Y"
SHORT_DATE_FORMAT = "j-n-Y"
TIME_FORMAT = "H.i \\u\\u\\r"
DATETIME_FORMAT = "l j F Y, H.i \\u\\u\\r"
SHORT_DATETIME_FORMAT = "j-n-Y H.i"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
DATETIME_INPUT_FORMATS = ["%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
