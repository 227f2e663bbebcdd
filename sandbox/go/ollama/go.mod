module sandbox/ollama

go 1.26.3

require github.com/ollama/ollama v0.6.8
