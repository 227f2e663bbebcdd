#cloud-boothook
#!/bin/bash
# User data of a lighthouse. It names the secret and holds none; all else is baked. A boothook runs seconds before a script would.
exec /usr/local/lib/catalyst/bootstrap configure lighthouse \
  secret=catalyst/lighthouse \
  control-plane=10.100.0.1:50051 \
  liqo=yes
