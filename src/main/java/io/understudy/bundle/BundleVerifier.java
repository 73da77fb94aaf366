package io.understudy.bundle;

import io.understudy.bundle.BundleFormat.Entry;
import io.understudy.bundle.BundleFormat.Index;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies a release bundle with nothing but the file itself: the signature, every hash, that the parts agree, and that
 * no person who signed made the LoRA. Reads hostile files: nothing is unpacked to disk,
 * and no entry is read beyond the size that the signed list gives it.
 */
public final class BundleVerifier {
    private static final int TEXT_LIMIT = 32_000_000;
    private static final Set<String> UNLISTED = Set.of(BundleFormat.INDEX, BundleFormat.SIGNATURE, BundleFormat.KEY);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BundleZip zip;
    private final List<Finding> findings = new ArrayList<>();

    private BundleVerifier(BundleZip zip) {
        this.zip = zip;
    }

    /**
     * Verifies a release bundle.
     *
     * @param trust the key that must have signed it, or null when none is known: it cannot be {@link Verdict#VERIFIED} then
     * @param lora the file that it must be about, or null
     * @return what was checked, in order; {@link Verdict#of} says what it amounts to
     * @throws MalformedBundleException when the file is not a release bundle
     */
    public static List<Finding> verify(Path bundle, @Nullable Trust trust, @Nullable Path lora) throws IOException {
        return opened(bundle, verifier -> {
            verifier.check(trust, lora);
            return List.copyOf(verifier.findings);
        });
    }

    /**
     * Reads a release bundle for a program that acts on what it says.
     *
     * @param trust the key that must have signed it
     * @throws MalformedBundleException when it does not verify; what is broken is named
     */
    public static VerifiedBundle require(Path bundle, Trust trust) throws IOException {
        return opened(bundle, verifier -> {
            Index index = verifier.check(trust, null);
            if (Verdict.of(verifier.findings) != Verdict.VERIFIED) {
                throw new MalformedBundleException(verifier.findings.stream()
                        .filter(finding -> finding.outcome() == Finding.Outcome.BROKEN)
                        .map(finding -> finding.part() + " " + finding.words())
                        .collect(Collectors.joining("; ")));
            }
            return new VerifiedBundle(
                    index.head(), verifier.text(BundleFormat.MODEL_CARD), verifier.text(BundleFormat.SIDECAR));
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        T with(BundleVerifier verifier) throws IOException;
    }

    private static <T> T opened(Path bundle, Reading<T> reading) throws IOException {
        try (BundleZip zip = BundleZip.open(bundle)) {
            return reading.with(new BundleVerifier(zip));
        } catch (ZipException e) {
            throw new MalformedBundleException("%s cannot be read: %s".formatted(bundle, e.getMessage()), e);
        }
    }

    private Index check(@Nullable Trust trust, @Nullable Path lora) throws IOException {
        byte[] bytes = required(BundleFormat.INDEX);
        BundleKey key = key();
        checkKey(key, trust);
        checkSignature(key, bytes);
        Index index = index(bytes);
        if (!index.key().equals(key.fingerprint())) {
            findings.add(Finding.broken(BundleFormat.KEY, "is not the key that the signed list names"));
        }
        checkEntries(index);
        if (!isBroken()) {
            new BundleContent(this::read, index, findings).check();
        }
        checkLora(index, lora);
        return index;
    }

    private BundleKey key() throws IOException {
        try {
            BundleKey key = BundleKey.ofPem(new String(required(BundleFormat.KEY), StandardCharsets.US_ASCII));
            if (key.type() != KeyType.ED25519) {
                throw new MalformedBundleException(BundleFormat.KEY + " is not an Ed25519 key.");
            }
            return key;
        } catch (IllegalArgumentException e) {
            throw new MalformedBundleException(BundleFormat.KEY + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void checkKey(BundleKey key, @Nullable Trust trust) {
        if (trust == null) {
            findings.add(Finding.unchecked(
                    Finding.KEY,
                    "is unknown, and anyone can make one: the release bundle itself brings " + key.fingerprint()));
        } else if (trust.in(key)) {
            findings.add(Finding.holds(Finding.KEY, "is the one that you trust, " + key.fingerprint()));
        } else {
            findings.add(Finding.broken(Finding.KEY, "is " + key.fingerprint() + ", not the one that you trust"));
        }
    }

    private void checkSignature(BundleKey key, byte[] index) throws IOException {
        byte[] signature;
        try {
            signature = Base64.getDecoder()
                    .decode(new String(required(BundleFormat.SIGNATURE), StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException noBase64) {
            signature = new byte[0];
        }
        findings.add(
                key.verifies(index, signature)
                        ? Finding.holds("signature", "is over exactly this list of files")
                        : Finding.broken(
                                BundleFormat.INDEX, "or its signature was altered: the two do not belong together"));
    }

    private static Index index(byte[] bytes) {
        try {
            Index index = JSON.readValue(bytes, Index.class);
            if (index == null) {
                throw new MalformedBundleException("index.json is empty.");
            }
            if (!Set.of(BundleFormat.FORM, BundleFormat.FORM_WITHOUT_MAKERS).contains(index.form())) {
                throw new MalformedBundleException(
                        "The release bundle has the form “%s”; this version verifies “%s” and “%s”."
                                .formatted(index.form(), BundleFormat.FORM, BundleFormat.FORM_WITHOUT_MAKERS));
            }
            return index;
        } catch (JacksonException e) {
            throw new MalformedBundleException("index.json cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private void checkEntries(Index index) throws IOException {
        Map<String, Entry> listed = new HashMap<>();
        for (Entry entry : index.entries()) {
            if (listed.put(entry.name(), entry) != null || UNLISTED.contains(entry.name())) {
                findings.add(Finding.broken(entry.name(), "is listed twice"));
            }
        }
        for (String name : zip.names()) {
            if (!listed.containsKey(name) && !UNLISTED.contains(name)) {
                findings.add(Finding.broken(name, "was added: the signed list does not have it"));
            }
        }
        int good = 0;
        for (Entry entry : index.entries()) {
            if (!zip.names().contains(entry.name())) {
                findings.add(Finding.broken(entry.name(), "is missing"));
            } else if (BundleFormat.isEvidence(entry.name())
                    && !BundleFormat.promisedHash(entry.name()).equals(entry.sha256())) {
                findings.add(Finding.broken(entry.name(), "is not the picture that its name promises"));
            } else if (!isAsListed(entry)) {
                findings.add(Finding.broken(entry.name(), "was altered: its hash is not the one that was signed"));
            } else {
                good++;
            }
        }
        if (good == index.entries().size()) {
            findings.add(Finding.holds("files", "%d of %d have the hash that was signed".formatted(good, good)));
        }
    }

    private boolean isAsListed(Entry entry) throws IOException {
        MessageDigest digest = Hashes.digest();
        long read = 0;
        try (InputStream in = new DigestInputStream(zip.open(entry.name()), digest)) {
            byte[] buffer = new byte[8192];
            int count = in.read(buffer);
            while (count >= 0 && read <= entry.size()) {
                read += count;
                count = in.read(buffer);
            }
        } catch (ZipException altered) {
            return false;
        }
        return read == entry.size() && Hashes.hex(digest).equals(entry.sha256());
    }

    private void checkLora(Index index, @Nullable Path lora) throws IOException {
        BundleFormat.Lora about = index.head().lora();
        if (lora == null) {
            findings.add(Finding.unchecked(
                    "LoRA file",
                    "%s has the SHA-256 %s; give the file with --lora".formatted(about.fileName(), about.sha256())));
            return;
        }
        findings.add(
                Hashes.ofFile(lora).equals(about.sha256())
                        ? Finding.holds("LoRA file", lora.getFileName() + " is the one that was released")
                        : Finding.broken(
                                "LoRA file",
                                lora.getFileName() + " is not the file that this release bundle is about, "
                                        + about.fileName()));
    }

    private boolean isBroken() {
        return findings.stream().anyMatch(finding -> finding.outcome() == Finding.Outcome.BROKEN);
    }

    private byte[] required(String name) throws IOException {
        if (!zip.names().contains(name)) {
            throw new MalformedBundleException("This is not a release bundle: it has no " + name + ".");
        }
        return read(name);
    }

    private String text(String name) throws IOException {
        return new String(read(name), StandardCharsets.UTF_8);
    }

    private byte[] read(String name) throws IOException {
        if (!zip.names().contains(name)) {
            return new byte[0];
        }
        try (InputStream in = zip.open(name)) {
            byte[] bytes = in.readNBytes(TEXT_LIMIT + 1);
            if (bytes.length > TEXT_LIMIT) {
                throw new MalformedBundleException(name + " is larger than the texts of a release bundle are.");
            }
            return bytes;
        }
    }
}
