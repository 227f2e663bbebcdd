package agent

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"syscall"
)

// Health answers GET /health: 200 while registered reports true, else 503.
func Health(registered func() bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		if registered() {
			w.WriteHeader(http.StatusOK)
			return
		}
		http.Error(w, "not registered at the control plane", http.StatusServiceUnavailable)
	})
	return mux
}

// Listen opens the health port on loopback and, where there is one, on the Nebula address; on no other interface.
// IP_FREEBIND lets it bind the Nebula address while the interface is away.
func Listen(ctx context.Context, port int, nebulaIP string) ([]net.Listener, error) {
	free := net.ListenConfig{Control: func(_, _ string, c syscall.RawConn) error {
		var failed error
		err := c.Control(func(fd uintptr) {
			failed = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, syscall.IP_FREEBIND, 1)
		})
		if err != nil {
			return err
		}
		return failed
	}}
	hosts := []string{"127.0.0.1"}
	if nebulaIP != "" && nebulaIP != hosts[0] {
		hosts = append(hosts, nebulaIP)
	}
	var listeners []net.Listener
	for _, host := range hosts {
		listener, err := free.Listen(ctx, "tcp4", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			for _, l := range listeners {
				l.Close()
			}
			return nil, err
		}
		listeners = append(listeners, listener)
	}
	return listeners, nil
}
