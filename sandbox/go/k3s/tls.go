package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// authority is the cluster's CA, kept in server/tls as k3s does it.
type authority struct {
	pem         []byte
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func loadAuthority(dir string) (authority, error) {
	certFile, keyFile := filepath.Join(dir, "server-ca.crt"), filepath.Join(dir, "server-ca.key")
	if pair, err := tls.LoadX509KeyPair(certFile, keyFile); err == nil {
		certificate, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			return authority{}, err
		}
		content, err := os.ReadFile(certFile)
		return authority{pem: content, certificate: certificate, key: pair.PrivateKey.(*ecdsa.PrivateKey)}, err
	}
	template := template("k3s-server-ca")
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign
	certificate, key, err := sign(template, template, nil)
	if err != nil {
		return authority{}, err
	}
	parsed, err := x509.ParseCertificate(certificate.Bytes)
	if err != nil {
		return authority{}, err
	}
	a := authority{pem: pem.EncodeToMemory(certificate), certificate: parsed, key: key}
	if err := write(certFile, a.pem); err != nil {
		return authority{}, err
	}
	return a, writeKey(keyFile, key)
}

// issue makes a serving certificate, and keeps it at base.crt and base.key.
func (a authority) issue(base string, names []string) (tls.Certificate, error) {
	template := template(filepath.Base(base))
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	certificate, key, err := sign(template, a.certificate, a.key)
	if err != nil {
		return tls.Certificate{}, err
	}
	if err := write(base+".crt", pem.EncodeToMemory(certificate)); err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{certificate.Bytes}, PrivateKey: key}, writeKey(base+".key", key)
}

func template(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	return &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
	}
}

// sign makes a key and its certificate; without a signer it signs itself.
func sign(template, parent *x509.Certificate, signer *ecdsa.PrivateKey) (*pem.Block, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	if signer == nil {
		signer = key
	}
	bytes, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	return &pem.Block{Type: "CERTIFICATE", Bytes: bytes}, key, err
}

func writeKey(path string, key *ecdsa.PrivateKey) error {
	bytes, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	return write(path, pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: bytes}))
}
