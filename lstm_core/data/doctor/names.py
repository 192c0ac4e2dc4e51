"""What the name of a column says of its role. Cells say more; names decide where cells leave it open."""

import re

TEXT = (
    r"text|review|comment|message|msg|sms|tweet|content|body|sentence|description|headline|title|question|utterance|document|post|"
    r"feedback|summary|lyrics|news|abstract|phrase|kommentar|nachricht"
)
LABEL = (
    r"label|class|klasse|sentiment|target|category|kategorie|categories|rating|overall|stars?|score|polarity|emotion|topic|intent|spam|"
    r"toxic|sarcastic|is_\w+|stance|gold|species|tag|language|airline_sentiment|feeling|humor|verdict|outcome|y|v1|bewertung"
)
GROUP = (
    r"group|group_?id|user|user_?id|user_?name|author|author_?id|reviewer_?id|patient|patient_?id|subject|speaker|session|session_?id|"
    r"conversation_?id|customer_?id"
)
SERIES = r"id|store|item|shop|station|firm|product|sensor|series|dept|department|family|sku|country|region|ticker|symbol|unique_id"
VALUE = (
    r"value|values|y|target|sales|close|price|passengers|demand|load|ot|count|cnt|total|amount|consumption|power|revenue|"
    r"umsatz|wert|verbrauch|traffic|visitors|sunspots|activity|global_active_power"
)
WEATHER = r"temp|temperature|temperatur|mean_?temp|deg_?c|tavg|pm2.?5|co2|average|mean|volume"  # where nothing above is measured
PERSON = r"name|names|full_?name|first_?name|last_?name|address|street|city|author|authors|artist|company|company_?name|location|url|link"
INDEX = (
    r"id|index|idx|no|nr|row|row_?id|record|unnamed.*|obs|instant|lfd.*|s\.?no|lat|lon|lng|latitude|longitude|.*_lat|.*_lon|"
    r".*_code|iso_num"
)


def is_called(name: str, words: str) -> bool:
    """Whether the whole name is one of these words: reviewerID is reviewer_id."""
    return bool(re.fullmatch(words, _parted(name)))


def speaks_of(name: str, words: str) -> bool:
    """Whether one of the words stands in the name: Airline Sentiment (gold) speaks of sentiment."""
    bare = re.sub(r"[^\w ]+", " ", _parted(name)).strip()
    return bool(re.search(rf"(?:^|[_ ])(?:{words})(?:$|[_ \d])", bare))


def _parted(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip("# \t")).lower()
