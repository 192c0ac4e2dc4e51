"""Everything the pages share; the only code besides them that may import streamlit."""
