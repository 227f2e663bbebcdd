module sandbox/liqo

go 1.26.3

require github.com/liqotech/liqo v1.2.0

replace github.com/virtual-kubelet/virtual-kubelet => github.com/liqotech/virtual-kubelet v1.5.1-0.20241004150443-cb08879adf2f
