module sandbox/nvidia-container-toolkit

go 1.26.3

require github.com/NVIDIA/nvidia-container-toolkit v1.18.0
