# The web process; compose.yaml starts the worker, the clock and the migration from the same image.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt /
RUN python -m venv /venv && /venv/bin/pip install -r /requirements.txt

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings MONETA_ENV=production MONETA_DATA=/data
RUN useradd --system --uid 10001 --home-dir /data moneta && install -d -o moneta -m 0700 /data
COPY --from=build /venv /venv
COPY . /app
WORKDIR /app
USER moneta
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 CMD ["python", "-m", "config.launch.healthcheck"]
CMD ["gunicorn", "--config", "config/gunicorn.py", "--bind", "0.0.0.0:8000", "config.wsgi"]
