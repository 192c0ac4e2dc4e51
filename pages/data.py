"""The data sets there are, and a person's own: brought, examined, mended, looked at."""

import streamlit as st

from ui.built_in import built_in
from ui.own_data import chosen
from ui.own_data.bring import bring
from ui.own_data.doctor_view import doctor_view
from ui.own_data.from_kaggle import from_kaggle
from ui.own_data.kept import delete_button, kept

SOURCES = {
    "file": ":material/upload_file: Your own file",
    "kaggle": ":material/cloud_download: From Kaggle",
    "built-in": ":material/inventory_2: Built in",
}

st.title("Data")
upload = chosen.upload()
if upload:
    with st.container(horizontal=True):
        st.button("All data sets", key="all_data_sets", icon=":material/arrow_back:", on_click=chosen.close_file)
        delete_button(upload)
    doctor_view(upload)
else:
    if st.query_params.get("file"):
        st.warning("This file is not here any more. Bring it again.")
    source = st.segmented_control(
        "Source",
        list(SOURCES),
        default="file",
        format_func=SOURCES.__getitem__,
        key="data_source",
        label_visibility="collapsed",
    )
    if source == "built-in":
        built_in()
    elif source == "kaggle":
        from_kaggle()
    else:
        bring(chosen.open_file)
        kept()
