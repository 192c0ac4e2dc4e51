# The dashboard in a container: docker build -t lstm-lab . && docker run -p 8501:8501 -v lstm-lab:/data lstm-lab
# With an NVIDIA GPU and its container toolkit add --gpus all.
FROM python:3.11-slim

WORKDIR /lab
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt

COPY app.py ./
COPY .streamlit ./.streamlit
COPY lstm_core ./lstm_core
COPY pages ./pages
COPY ui ./ui

# Runs, uploads and caches outlive the container in the volume.
RUN useradd --create-home lab && mkdir /data && chown lab /data
ENV LAB_HOME=/data
VOLUME /data
USER lab

EXPOSE 8501
HEALTHCHECK CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8501/_stcore/health')"]
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.headless=true"]
