// Evaluates Packer templates by Packer's own packages, so that tests can compare the action's evaluation with it. It
// reads one request a line, JSON, from its input and answers each on one line.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/packer/hcl2template"
	"github.com/hashicorp/packer/packer"
	"github.com/hashicorp/packer/provisioner/shell"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

const packerVersion = "1.16.0"

type request struct {
	// Where Packer runs.
	Cwd string `json:"cwd"`
	// The templates, as Packer would be given them on its command line.
	Folder string `json:"folder"`
	// Expressions that a local could hold.
	Expressions []string `json:"expressions"`
}

// result is an expression's value as JSON, or why Packer refuses it.
type result struct {
	Value json.RawMessage `json:"value,omitempty"`
	Error string          `json:"error,omitempty"`
}

type response struct {
	Results []result `json:"results"`
	// SHA-256 of all that the provisioners would send or run, hex.
	Sent  string `json:"sent,omitempty"`
	Error string `json:"error,omitempty"`
}

// Packer only asks these sets whether they have a type.
type anyBuilder struct{ packer.MapOfBuilder }
type anyProvisioner struct{ packer.MapOfProvisioner }

func (anyBuilder) Has(string) bool     { return true }
func (anyProvisioner) Has(string) bool { return true }

func main() {
	lines := bufio.NewReader(os.Stdin)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return
		}
		var wanted request
		if err := json.Unmarshal(line, &wanted); err != nil {
			panic(err)
		}
		answer, err := evaluate(wanted)
		if err != nil {
			answer.Error = err.Error()
		}
		encoded, err := json.Marshal(answer)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s\n", encoded)
	}
}

func evaluate(wanted request) (answer response, err error) {
	answer.Results = []result{}
	if err = os.Chdir(wanted.Cwd); err != nil {
		return answer, err
	}
	parser := hcl2template.Parser{
		CorePackerVersion:       version.Must(version.NewVersion(packerVersion)),
		CorePackerVersionString: packerVersion,
		Parser:                  hclparse.NewParser(),
		PluginConfig:            &packer.PluginConfig{Builders: anyBuilder{}, Provisioners: anyProvisioner{}},
	}
	config, diags := parser.Parse(wanted.Folder, nil, nil)
	if diags.HasErrors() {
		return answer, diags
	}
	if diags = config.Initialize(packer.InitializeOptions{}); diags.HasErrors() {
		return answer, diags
	}
	scope := config.EvalContext(hcl2template.LocalContext, nil)
	for _, text := range wanted.Expressions {
		answer.Results = append(answer.Results, evaluateExpression(scope, text))
	}
	sum := sha256.New()
	for _, build := range config.Builds {
		for _, step := range build.ProvisionerBlocks {
			if err := send(sum, config, step); err != nil {
				return answer, err
			}
		}
	}
	answer.Sent = hex.EncodeToString(sum.Sum(nil))
	return answer, nil
}

func evaluateExpression(scope *hcl.EvalContext, text string) result {
	expression, diags := hclsyntax.ParseExpression([]byte(text), "expression", hcl.InitialPos)
	if diags.HasErrors() {
		return result{Error: diags.Error()}
	}
	value, diags := expression.Value(scope)
	if diags.HasErrors() {
		return result{Error: diags.Error()}
	}
	encoded, err := toJSON(value)
	if err != nil {
		return result{Error: err.Error()}
	}
	return result{Value: encoded}
}

func toJSON(value cty.Value) ([]byte, error) {
	if !value.IsWhollyKnown() {
		return nil, fmt.Errorf("unknown before the build")
	}
	return ctyjson.Marshal(value, value.Type())
}

// send hashes what a provisioner sends to the machine or runs here: its attributes, and the files that they name, as
// provisioner/shell, provisioner/file and provisioner/shell-local read them.
func send(sum io.Writer, config *hcl2template.PackerConfig, step *hcl2template.ProvisionerBlock) error {
	attributes, diags := step.Rest.JustAttributes()
	if diags.HasErrors() {
		return diags
	}
	source := cty.ObjectVal(map[string]cty.Value{"type": cty.StringVal("amazon-ebs"), "name": cty.StringVal("x")})
	scope := config.EvalContext(hcl2template.BuildContext, map[string]cty.Value{"source": source})
	values := map[string]cty.Value{}
	names := []string{}
	for name, attribute := range attributes {
		value, diags := attribute.Expr.Value(scope)
		if diags.HasErrors() {
			return diags
		}
		values[name] = value
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Fprintln(sum, step.PType)
	for _, name := range names {
		encoded, err := toJSON(values[name])
		if err != nil {
			return err
		}
		// Paths count by what they lead to.
		if name != "script" && name != "scripts" && name != "source" && name != "sources" {
			fmt.Fprintln(sum, name, string(encoded))
		}
		for _, text := range texts(values[name]) {
			text = strings.ReplaceAll(text, "{{pwd}}", config.Cwd)
			switch {
			case step.PType == "shell" && (name == "script" || name == "scripts"):
				binary := values["binary"]
				err = sendScript(sum, text, binary != cty.NilVal && binary.True())
			case step.PType == "file" && (name == "source" || name == "sources"):
				err = sendPath(sum, text)
			case step.PType == "shell-local" && (name == "inline" || name == "script"):
				err = run(sum, name, text)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func texts(value cty.Value) (found []string) {
	if value.IsNull() {
		return nil
	}
	if value.Type() == cty.String {
		return []string{value.AsString()}
	}
	if value.CanIterateElements() {
		for items := value.ElementIterator(); items.Next(); {
			_, item := items.Element()
			found = append(found, texts(item)...)
		}
	}
	return found
}

func sendScript(sum io.Writer, path string, binary bool) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	var reader io.Reader = file
	if !binary {
		reader = &shell.UnixReader{Reader: file}
	}
	fmt.Fprintln(sum, "script")
	_, err = io.Copy(sum, reader)
	return err
}

// sendPath follows links, as the SSH communicator of packer-plugin-sdk does.
func sendPath(sum io.Writer, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Fprintln(sum, filepath.Base(path), info.Mode().Perm(), info.IsDir())
	if !info.IsDir() {
		content, err := os.ReadFile(path)
		fmt.Fprintln(sum, len(content), string(content))
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := sendPath(sum, filepath.Join(path, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

func run(sum io.Writer, name, text string) error {
	arguments := []string{"-c", text}
	if name == "script" {
		arguments = []string{text}
	}
	output, err := exec.Command("sh", arguments...).CombinedOutput()
	fmt.Fprintln(sum, string(output), err)
	return nil
}
