module k3s

go 1.25.0

require (
	github.com/klauspost/compress v1.18.0
	gopkg.in/yaml.v3 v3.0.1
)
