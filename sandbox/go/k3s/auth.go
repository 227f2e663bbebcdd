package main

import (
	"context"
	"crypto/subtle"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/sirupsen/logrus"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Groups of Kubernetes (k8s.io/apiserver/pkg/authentication/user).
const (
	masters   = "system:masters"
	nodes     = "system:nodes"
	agentRole = "k3s:agent"
	nodeUser  = "system:node:"
	// k8s.io/cluster-bootstrap/token/api
	bootstrappers = "system:bootstrappers"
)

type identity struct {
	name   string
	groups []string
}

// node gives the name of the node that the identity is, "" for another one (k8s.io/kubernetes/pkg/auth/nodeidentifier).
func (i identity) node() string {
	if name, found := strings.CutPrefix(i.name, nodeUser); found && slices.Contains(i.groups, nodes) {
		return name
	}
	return ""
}

type identityKey struct{}

func caller(r *http.Request) identity {
	who, _ := r.Context().Value(identityKey{}).(identity)
	return who
}

var (
	errInvalidAuth  = errors.New("invalid username/password combination")
	errInvalidToken = errors.New("invalid bearer token")
)

// authenticator knows users by password and by client certificate (pkg/authenticator), and by bootstrap token where the API server is the real
// one, which has them in secrets of kube-system (--enable-bootstrap-token-auth, pkg/daemons/control/server.go apiServer).
type authenticator struct {
	accounts accounts
	clientCA *x509.CertPool
	review   func(token string) (who identity, ok bool, err error) // nil where there is no API to ask
}

// authenticate finds who asks; ok is false where nothing was shown. A password or a certificate that is not right is an error, unless the other
// one is right.
func (a *authenticator) authenticate(r *http.Request) (who identity, ok bool, err error) {
	if user, password, given := r.BasicAuth(); given {
		known, exists := a.accounts[user]
		if exists && subtle.ConstantTimeCompare([]byte(password), []byte(known.password)) == 1 {
			return identity{user, []string{known.role}}, true, nil
		}
		err = errInvalidAuth
	}
	if token, given := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); given && bootstrapToken.MatchString(token) {
		if a.review == nil {
			return identity{}, false, errInvalidToken
		}
		return a.review(token)
	}
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return identity{}, false, err
	}
	leaf := r.TLS.PeerCertificates[0]
	usage := x509.VerifyOptions{Roots: a.clientCA, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	if _, wrong := leaf.Verify(usage); wrong != nil {
		return identity{}, false, errors.Join(err, wrong)
	}
	return identity{leaf.Subject.CommonName, leaf.Subject.Organization}, true, nil
}

// requireRole lets a request through that is made with one of the roles: 401 while the server is starting and for credentials that are wrong,
// 403 for none or of another role (pkg/server/auth/auth.go doAuth).
func (s *supervisor) requireRole(next http.Handler, roles ...string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth := s.authenticator.Load()
		if auth == nil {
			logrus.Error("Authenticate not initialized: serverConfig.Runtime.Authenticator is nil")
			sendError(w, r, http.StatusUnauthorized, errors.New("not authorized"))
			return
		}
		who, ok, err := auth.authenticate(r)
		if err != nil {
			logrus.Errorf("Failed to authenticate request from %s: %v", r.RemoteAddr, err)
			sendError(w, r, http.StatusUnauthorized, errors.New("not authorized"))
			return
		}
		if !ok || !slices.ContainsFunc(who.groups, func(group string) bool { return slices.Contains(roles, group) }) {
			sendError(w, r, http.StatusForbidden, errors.New("forbidden"))
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), identityKey{}, who)))
	})
}

// sendError answers with a Status object (pkg/util/apierrors.go SendError).
func sendError(w http.ResponseWriter, r *http.Request, code int, err error) {
	logrus.Errorf("Sending %s %d response to %s: %v", r.Proto, code, r.RemoteAddr, err)
	var status *apierrors.StatusError
	if code == http.StatusInternalServerError {
		status = apierrors.NewInternalError(err)
	} else {
		status = apierrors.NewGenericServerResponse(code, r.Method, schema.GroupResource{}, r.URL.Path, err.Error(), 0, true)
	}
	sendStatus(w, status)
}

func sendStatus(w http.ResponseWriter, err *apierrors.StatusError) {
	err.ErrStatus.Kind, err.ErrStatus.APIVersion = "Status", "v1"
	sendJSON(w, int(err.ErrStatus.Code), err.ErrStatus)
}

func sendJSON(w http.ResponseWriter, code int, answer any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	// A client that went away is not told.
	_ = json.NewEncoder(w).Encode(answer)
}
