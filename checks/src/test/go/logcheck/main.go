// Logcheck looks at our log with the eyes of others: golang.org/x/mod/sumdb and filippo.io/torchwood.
//
//	logcheck check DIR    verifies what our code wrote into DIR
//	logcheck write DIR    writes the same kinds of files with their code, for ours to verify
//
// DIR holds: log.vkey and witness.vkey (verifier keys), policy (C2SP tlog-policy), checkpoint (a
// signed note), consistency (two sizes and roots, then hashes, one a line), and for each index i the
// files entry-i and entry-i.tlog-proof. It ends with status 0 and "agreed: N" or with 1 and the reason.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) != 3 {
		fail("usage: logcheck check|write DIR")
	}
	dir := os.Args[2]
	switch os.Args[1] {
	case "check":
		fmt.Printf("agreed: %d\n", check(dir))
	case "write":
		write(dir)
	default:
		fail("usage: logcheck check|write DIR")
	}
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

func must[T any](value T, err error) T {
	if err != nil {
		fail("%v", err)
	}
	return value
}

func read(dir, name string) []byte {
	return must(os.ReadFile(filepath.Join(dir, name)))
}

// check returns how many things were verified.
func check(dir string) int {
	agreed := 0
	signed := read(dir, "checkpoint")
	log := must(note.NewVerifier(strings.TrimSpace(string(read(dir, "log.vkey")))))
	witness := must(torchwood.NewCosignatureVerifier(strings.TrimSpace(string(read(dir, "witness.vkey")))))

	opened := must(note.Open(signed, note.VerifierList(log, witness)))
	if len(opened.Sigs) != 2 || len(opened.UnverifiedSigs) != 0 {
		fail("checkpoint: %d signatures verified, %d did not", len(opened.Sigs), len(opened.UnverifiedSigs))
	}
	for _, sig := range opened.Sigs {
		if sig.Hash == witness.KeyHash() && must(torchwood.CosignatureTimestamp(sig)) <= 0 {
			fail("cosignature without a time")
		}
		agreed++
	}

	policy := must(torchwood.ParsePolicy(read(dir, "policy")))
	head, _, err := torchwood.VerifyCheckpoint(signed, policy)
	if err != nil {
		fail("checkpoint: %v", err)
	}
	agreed++

	agreed += consistency(read(dir, "consistency"))

	proofs := must(filepath.Glob(filepath.Join(dir, "*.tlog-proof")))
	for _, file := range proofs {
		entry := must(os.ReadFile(strings.TrimSuffix(file, ".tlog-proof")))
		proof := must(os.ReadFile(file))
		if err := torchwood.VerifyProof(policy, tlog.RecordHash(entry), proof); err != nil {
			fail("%s: %v", file, err)
		}
		if extra := must(torchwood.ProofExtraData(proof)); !bytes.Equal(extra, entry) {
			fail("%s: the extra data is not the entry", file)
		}
		if torchwood.VerifyProof(policy, tlog.RecordHash(append(entry, 'x')), proof) == nil {
			fail("%s: proves another entry, too", file)
		}
		agreed++
	}
	if len(proofs) == 0 || head.N == 0 {
		fail("nothing to check")
	}
	return agreed
}

// consistency checks "from root", "to root" and the hashes after them.
func consistency(file []byte) int {
	lines := strings.Split(strings.TrimSuffix(string(file), "\n"), "\n")
	if len(lines) < 3 {
		fail("consistency: %d lines", len(lines))
	}
	from, fromRoot := tree(lines[0])
	to, toRoot := tree(lines[1])
	var proof tlog.TreeProof
	for _, line := range lines[2:] {
		proof = append(proof, must(tlog.ParseHash(line)))
	}
	if err := tlog.CheckTree(proof, to, toRoot, from, fromRoot); err != nil {
		fail("consistency: %v", err)
	}
	return 1
}

func tree(line string) (int64, tlog.Hash) {
	size, root, _ := strings.Cut(line, " ")
	return must(strconv.ParseInt(size, 10, 64)), must(tlog.ParseHash(root))
}

const size = 300

// write makes a log of 300 entries in memory.
func write(dir string) {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, i := range indexes {
			found = append(found, hashes[i])
		}
		return found, nil
	})
	for i := int64(0); i < size; i++ {
		hashes = append(hashes, must(tlog.StoredHashes(i, entry(i), reader))...)
	}
	root := must(tlog.TreeHash(size, reader))

	skey, vkey, err := note.GenerateKey(rand.Reader, "go.example/log")
	if err != nil {
		fail("%v", err)
	}
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		fail("%v", err)
	}
	witness := must(torchwood.NewCosignatureSigner("go.example/witness", private))
	text := torchwood.Checkpoint{Origin: "go.example/log", Tree: tlog.Tree{N: size, Hash: root}}.String()
	signed := must(note.Sign(&note.Note{Text: text}, must(note.NewSigner(skey)), witness))
	witnessKey := vkeyOf("go.example/witness", append([]byte{4}, public...))

	save(dir, "log.vkey", []byte(vkey+"\n"))
	save(dir, "witness.vkey", []byte(witnessKey+"\n"))
	save(dir, "policy", []byte(fmt.Sprintf("log %s\nwitness w %s\nquorum w\n", vkey, witnessKey)))
	save(dir, "checkpoint", signed)
	const from = 200
	consistent := fmt.Sprintf("%d %s\n%d %s\n", from, must(tlog.TreeHash(from, reader)), size, root)
	for _, hash := range must(tlog.ProveTree(size, from, reader)) {
		consistent += hash.String() + "\n"
	}
	save(dir, "consistency", []byte(consistent))
	for _, i := range []int64{0, 1, 255, 256, 299} {
		proof := must(tlog.ProveRecord(size, i, reader))
		name := fmt.Sprintf("entry-%d", i)
		save(dir, name, entry(i))
		save(dir, name+".tlog-proof", torchwood.FormatProofWithExtraData(i, entry(i), proof, signed))
	}
}

func entry(i int64) []byte { return []byte(fmt.Sprintf("go entry %d", i)) }

// vkeyOf is the form of a verifier key (C2SP signed-note), which torchwood makes for a signer's own
// verifier only.
func vkeyOf(name string, key []byte) string {
	sum := sha256.Sum256(append([]byte(name+"\n"), key...))
	return fmt.Sprintf("%s+%x+%s", name, sum[:4], base64.StdEncoding.EncodeToString(key))
}

func save(dir, name string, data []byte) {
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
		fail("%v", err)
	}
}
