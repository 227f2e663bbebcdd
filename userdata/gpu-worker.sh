#cloud-boothook
#!/bin/bash
# User data of a GPU worker. It names the secret and holds none; all else is baked. A boothook runs seconds before a script would.
exec /usr/local/lib/catalyst/bootstrap configure gpu-worker \
  secret=catalyst/gpu-worker \
  control-plane=10.100.0.1:50051 \
  lighthouse-ip=10.100.0.1
