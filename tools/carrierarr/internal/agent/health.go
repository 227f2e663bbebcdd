package agent

import (
	"fmt"
	"net/http"
)

// Health answers GET /health. As the fleet's agent does, it is 200 if either the stream or the queue is fine, and a queue that
// is not configured is fine: so it is 200 with no control plane at all.
func Health(grpc, rmq func() bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		grpcOK, rmqOK := grpc(), rmq()
		if !grpcOK && !rmqOK {
			w.WriteHeader(http.StatusServiceUnavailable)
			fmt.Fprintf(w, "unhealthy (grpc=%t rmq=%t)", grpcOK, rmqOK)
			return
		}
		fmt.Fprintf(w, "ok (grpc=%t rmq=%t)", grpcOK, rmqOK)
	})
	return mux
}
