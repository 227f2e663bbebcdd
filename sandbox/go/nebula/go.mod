module sandbox/nebula

go 1.26.3

require github.com/slackhq/nebula v1.9.0
