package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"time"
)

// authority is one of the cluster's CAs, kept in server/tls as k3s does it.
type authority struct {
	pem         []byte
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// loadAuthority reads the CA at base.crt and base.key, and makes it where there is none.
func loadAuthority(base, name string) (authority, error) {
	if pair, err := tls.LoadX509KeyPair(base+".crt", base+".key"); err == nil {
		certificate, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			return authority{}, err
		}
		key, ok := pair.PrivateKey.(*ecdsa.PrivateKey)
		if !ok {
			return authority{}, fmt.Errorf("%s.key is no ECDSA key", base)
		}
		content, err := os.ReadFile(base + ".crt")
		return authority{pem: content, certificate: certificate, key: key}, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return authority{}, err
	}
	template := template(fmt.Sprintf("%s@%d", name, time.Now().Unix()))
	template.IsCA, template.BasicConstraintsValid, template.KeyUsage = true, true, x509.KeyUsageCertSign|x509.KeyUsageDigitalSignature
	made, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return authority{}, err
	}
	parsed, err := x509.ParseCertificate(made)
	if err != nil {
		return authority{}, err
	}
	a := authority{pem: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made}), certificate: parsed, key: key}
	if err := write(base+".crt", a.pem); err != nil {
		return authority{}, err
	}
	keyPEM, err := encodeKey(key)
	if err != nil {
		return authority{}, err
	}
	return a, write(base+".key", keyPEM)
}

// subject is what a certificate is for: a server with names, or a client with groups.
type subject struct {
	name   string
	groups []string
	names  []string
}

// sign makes a certificate and its key, both as PEM; the CA follows the certificate, as in k3s's answers.
func (a authority) sign(s subject) (certificate, key []byte, err error) {
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	template := template(s.name)
	template.Subject.Organization = s.groups
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	if s.names != nil {
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	}
	for _, name := range s.names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	made, err := x509.CreateCertificate(rand.Reader, template, a.certificate, own.Public(), a.key)
	if err != nil {
		return nil, nil, err
	}
	key, err = encodeKey(own)
	return append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: made}), a.pem...), key, err
}

// issue signs and writes base.crt and base.key.
func (a authority) issue(base string, s subject) (tls.Certificate, error) {
	certificate, key, err := a.sign(s)
	if err != nil {
		return tls.Certificate{}, err
	}
	if err := write(base+".crt", certificate); err != nil {
		return tls.Certificate{}, err
	}
	if err := write(base+".key", key); err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(certificate, key)
}

func (a authority) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.certificate)
	return pool
}

func template(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	return &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
	}
}

func encodeKey(key *ecdsa.PrivateKey) ([]byte, error) {
	bytes, err := x509.MarshalECPrivateKey(key)
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: bytes}), err
}

// splitPEM parts an answer that holds certificates and a key.
func splitPEM(content []byte) (certificates, keys []byte) {
	for {
		block, rest := pem.Decode(content)
		if block == nil {
			return certificates, keys
		}
		if block.Type == "CERTIFICATE" {
			certificates = append(certificates, pem.EncodeToMemory(block)...)
		} else {
			keys = append(keys, pem.EncodeToMemory(block)...)
		}
		content = rest
	}
}
