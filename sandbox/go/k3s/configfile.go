package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sirupsen/logrus"
	"gopkg.in/yaml.v3"
)

const configFile = "/etc/rancher/k3s/config.yaml"

// withConfigFile puts the values of the configuration file and of its .d folder in front of a command's own flags, as flags
// (pkg/configfilearg/parser.go Parse): so flags win over files, lists are joined, and a file wins over the environment.
func withConfigFile(arguments []string, getenv func(string) string) ([]string, error) {
	start := slices.IndexFunc(arguments, func(argument string) bool { return argument == "server" || argument == "agent" })
	if start < 0 {
		return arguments, nil
	}
	command, file := arguments[start], configFile
	if named := findFlag(arguments[start+1:], "--config", "-c"); named != "" {
		file = named
	}
	if named := getenv("K3S_CONFIG_FILE"); named != "" {
		file = named
	}
	values, err := readConfigFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return arguments, nil
	}
	if err != nil {
		return nil, err
	}
	if command == "server" {
		values = stripUnknown(values)
	}
	return slices.Concat(arguments[:start+1], values, arguments[start+1:]), nil
}

func findFlag(arguments []string, names ...string) string {
	for i, argument := range arguments {
		for _, name := range names {
			if argument == name && i+1 < len(arguments) {
				return arguments[i+1]
			}
			if value, found := strings.CutPrefix(argument, name+"="); found {
				return value
			}
		}
	}
	return ""
}

// stripUnknown drops what `k3s server` has no flag for, with a warning. `k3s agent` is not so kind: its parser refuses it
// (configfilearg/defaultparser.go has ValidFlags for server only).
func stripUnknown(values []string) []string {
	known := map[string]bool{}
	for _, flag := range flagsOf("server") {
		for _, name := range strings.Split(flag.GetName(), ",") {
			known[name] = true
		}
	}
	return slices.DeleteFunc(values, func(value string) bool {
		name, _, _ := strings.Cut(strings.TrimLeft(value, "-"), "=")
		if !known[name] {
			logrus.Warnf("Unknown flag --%s found in config.yaml, skipping\n", name)
		}
		return !known[name]
	})
}

// readConfigFile joins a file and FILE.d/*.yaml, *.yml in the order of their names: a later value replaces an earlier one, unless its key ends
// in +. The file itself may be missing where the folder has one.
func readConfigFile(file string) ([]string, error) {
	files, err := dropIns(file)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(file); err == nil {
		files = append([]string{file}, files...)
	} else if !errors.Is(err, os.ErrNotExist) || len(files) == 0 {
		return nil, err
	}
	var order []string
	values := map[string]any{}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var document yaml.Node
		if err := yaml.Unmarshal(content, &document); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if len(document.Content) == 0 {
			continue
		}
		pairs := document.Content[0].Content
		if document.Content[0].Kind != yaml.MappingNode {
			return nil, fmt.Errorf("%s: not a mapping", name)
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			var value any
			if err := pairs[i+1].Decode(&value); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			key, adds := strings.CutSuffix(pairs[i].Value, "+")
			if !slices.Contains(order, key) {
				order = append(order, key)
			}
			if earlier, found := values[key]; found && adds {
				value = append(asList(earlier), asList(value)...)
			}
			values[key] = value
		}
	}
	var flags []string
	for _, key := range order {
		prefix := "--"
		if len(key) == 1 {
			prefix = "-"
		}
		items, isList := values[key].([]any)
		if !isList {
			items = []any{values[key]}
		}
		for _, item := range items {
			flags = append(flags, prefix+key+"="+asText(item))
		}
	}
	return flags, nil
}

func dropIns(file string) ([]string, error) {
	entries, err := os.ReadDir(file + ".d")
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var files []string
	for _, entry := range entries {
		name := strings.ToLower(entry.Name())
		if !entry.IsDir() && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")) {
			files = append(files, filepath.Join(file+".d", entry.Name()))
		}
	}
	return files, err
}

func asList(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	if asText(value) == "" {
		return nil
	}
	return []any{value}
}

func asText(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}
