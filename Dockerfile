# One image for the loader, the server and the dashboard of docker-compose.yml. docs/deploy.md tells what of it was tried.
FROM python:3.11.14-slim-bookworm AS wheel
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.11.14-slim-bookworm
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_ROOT_USER_ACTION=ignore \
    PYTHONUNBUFFERED=1 \
    CAREERGRAPH_HOME=/data
COPY requirements.lock /tmp/
RUN pip install --require-hashes --requirement /tmp/requirements.lock
COPY --from=wheel /wheels /tmp/wheels
RUN pip install --no-deps /tmp/wheels/*.whl

# Volumes take their owner from these folders.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin careergraph \
    && install --directory --owner careergraph --group careergraph /data /data/builds /data/exports
USER 10001:10001
WORKDIR /data
EXPOSE 8000 8501
CMD ["careergraph", "up", "--host", "0.0.0.0"]
