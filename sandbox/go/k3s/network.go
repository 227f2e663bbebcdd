package main

import (
	"fmt"
	"net"
	"time"
)

// keepAlive notices within seconds that the other side is gone; k3s has a heartbeat for that.
var keepAlive = net.KeepAliveConfig{Enable: true, Idle: 2 * time.Second, Interval: 2 * time.Second, Count: 3}

// nodeIP gives the address that the node announces: node-ip, which has to be on flannel-iface where that is named; else that interface's.
func nodeIP(o options) (string, error) {
	address := o.one("node-ip")
	if name := o.one("flannel-iface"); name != "" {
		has, err := addressesOf(name)
		if err != nil {
			return "", err
		}
		if address == "" {
			return has[0], nil
		}
		for _, a := range has {
			if a == address {
				return address, nil
			}
		}
		return "", fmt.Errorf("node-ip %s is not on flannel-iface %s, which has %v", address, name, has)
	}
	if address == "" {
		return firstGlobal()
	}
	return address, nil
}

func addressesOf(name string) ([]string, error) {
	link, err := net.InterfaceByName(name)
	if err != nil {
		return nil, fmt.Errorf("unable to find interface %s: %w", name, err)
	}
	addresses, err := link.Addrs()
	if err != nil {
		return nil, err
	}
	var found []string
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil {
			found = append(found, network.IP.String())
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no IPv4 address found on interface %s", name)
	}
	return found, nil
}

func firstGlobal() (string, error) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return "", err
	}
	for _, address := range addresses {
		if network, ok := address.(*net.IPNet); ok && network.IP.To4() != nil && network.IP.IsGlobalUnicast() {
			return network.IP.String(), nil
		}
	}
	return "", fmt.Errorf("no default address was found")
}
