package io.understudy.bundle.attestation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Finding;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.KeyType;
import io.understudy.bundle.MalformedBundleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code model.sig} of OpenSSF Model Signing 1.0, with a key: a signature over every file of a folder. */
public final class ModelSignature {
    public static final String FILE = "model.sig";

    private static final String PART = "model signature";
    private static final String PREDICATE = "https://model_signing/signature/v1.0";
    private static final String METHOD = "files";
    private static final String SHA256 = "sha256";
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> ALWAYS_IGNORED = Set.of(".git", ".gitignore", ".gitattributes", ".github");

    private static final Comparator<SignedFile> BY_CODE_POINTS =
            Comparator.comparing(file -> file.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** @param name path in the folder, with slashes */
    public record SignedFile(String name, String sha256) {}

    private record Predicate(Serialization serialization, List<Digested> resources) {}

    private record Serialization(
            String method,
            @JsonProperty("hash_type") String hashType,
            @JsonProperty("allow_symlinks") boolean links,
            @JsonProperty("ignore_paths") @Nullable List<String> ignored) {}

    private record Digested(String name, String algorithm, String digest) {}

    private ModelSignature() {}

    /** @param keys of an elliptic curve: the format has no Ed25519 */
    public static String sign(Path folder, KeyPair keys) throws IOException {
        List<SignedFile> files = new ArrayList<>();
        for (Map.Entry<String, Path> file :
                files(folder, ignoring(List.of(FILE))).entrySet()) {
            if (!Files.isRegularFile(file.getValue(), LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException(file.getKey() + " is not a plain file.");
            }
            files.add(new SignedFile(file.getKey(), Hashes.ofFile(file.getValue())));
        }
        return sign(String.valueOf(folder.toAbsolutePath().getFileName()), files, keys);
    }

    /** Signs files whose hashes are known, such as those that are being written into a zip. */
    public static String sign(String folderName, List<SignedFile> files, KeyPair keys) {
        BundleKey key = BundleKey.of(keys.getPublic());
        if (key.type() == KeyType.ED25519) {
            throw new IllegalArgumentException("Model signatures are made with keys of an elliptic curve.");
        }
        List<Digested> resources = files.stream()
                .sorted(BY_CODE_POINTS)
                .map(file -> new Digested(file.name(), SHA256, file.sha256()))
                .toList();
        problems(resources).stream().findFirst().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        Statement statement = Statement.about(
                ResourceDescriptor.of(folderName, null, root(resources)),
                PREDICATE,
                new Predicate(new Serialization(METHOD, SHA256, false, null), resources));
        return SigstoreBundle.of(Envelope.sign(statement, keys), key).text();
    }

    /**
     * Verifies the folder with the {@link #FILE} in it.
     *
     * @param key null when it is unknown: the signature is not checked then, only what it lists
     */
    public static List<Finding> verify(Path folder, @Nullable BundleKey key) throws IOException {
        return verify(folder, folder.resolve(FILE), key);
    }

    /** @param signature a file, in the folder or elsewhere */
    public static List<Finding> verify(Path folder, Path signature, @Nullable BundleKey key) throws IOException {
        Predicate signed;
        try {
            signed = signed(new String(Files.readAllBytes(signature), StandardCharsets.UTF_8), key);
        } catch (MalformedBundleException e) {
            return List.of(Finding.broken(PART, String.valueOf(e.getMessage())));
        }
        Set<String> ignored = ignoring(signed.serialization.ignored);
        Path inside = folder.toAbsolutePath().normalize();
        if (signature.toAbsolutePath().normalize().startsWith(inside)) {
            ignored.add(name(inside, signature.toAbsolutePath().normalize()));
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, Path> there = files(folder, ignored);
        for (Digested file : signed.resources) {
            Path found = there.remove(file.name);
            if (found == null) {
                findings.add(Finding.broken(file.name, "is missing"));
            } else if (!Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)) {
                findings.add(Finding.broken(file.name, "is not a plain file"));
            } else if (!Hashes.ofFile(found).equals(file.digest)) {
                findings.add(Finding.broken(file.name, "was altered: its hash is not the one that was signed"));
            }
        }
        there.keySet().forEach(name -> findings.add(Finding.broken(name, "was added: it is not signed")));
        if (findings.isEmpty()) {
            findings.add(Finding.holds(
                    PART,
                    "all %d files have the hash that %s"
                            .formatted(
                                    signed.resources.size(),
                                    key == null ? "it lists" : "was signed with " + key.fingerprint())));
        }
        return findings;
    }

    private static Set<String> ignoring(@Nullable List<String> more) {
        Set<String> ignored = new LinkedHashSet<>(ALWAYS_IGNORED);
        if (more != null) {
            ignored.addAll(more);
        }
        return ignored;
    }

    private static Predicate signed(String text, @Nullable BundleKey key) {
        SigstoreBundle bundle = SigstoreBundle.of(text);
        if (key != null && (key.type() == KeyType.ED25519 || !bundle.mayBeSignedWith(key))) {
            throw new MalformedBundleException("It is signed with another key than " + key.fingerprint() + ".");
        }
        Statement statement = bundle.dsseEnvelope().verified(key);
        Predicate predicate = statement.predicate(PREDICATE, Predicate.class);
        Serialization how = predicate.serialization;
        if (how == null || !METHOD.equals(how.method) || !SHA256.equals(how.hashType) || how.links) {
            throw new MalformedBundleException("It signs in a way that this version cannot verify.");
        }
        if (predicate.resources == null || predicate.resources.isEmpty()) {
            throw new MalformedBundleException("It signs no file.");
        }
        List<String> problems = problems(predicate.resources);
        if (!problems.isEmpty()) {
            throw new MalformedBundleException(String.join(" ", problems));
        }
        if (statement.subject().size() != 1 || !statement.subject().getFirst().is(root(predicate.resources))) {
            throw new MalformedBundleException("Its list of files is not the one that it is about.");
        }
        return predicate;
    }

    private static List<String> problems(List<Digested> resources) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Digested resource : resources) {
            String name = String.valueOf(resource.name);
            if (!names.add(name)
                    || name.startsWith("/")
                    || Arrays.stream(name.split("/", -1)).anyMatch(Set.of("", ".", "..")::contains)) {
                problems.add("It names the file “%s”, or names it twice.".formatted(name));
            }
            if (!SHA256.equals(resource.algorithm)
                    || !DIGEST.matcher(String.valueOf(resource.digest)).matches()) {
                problems.add("It has no SHA-256 for the file “%s”.".formatted(name));
            }
        }
        return problems;
    }

    /** Names are not hashed into it. */
    private static String root(List<Digested> resources) {
        MessageDigest root = Hashes.digest();
        resources.forEach(resource -> root.update(HexFormat.of().parseHex(resource.digest)));
        return HexFormat.of().formatHex(root.digest());
    }

    /** Everything that is not a folder, by its path, without what is ignored. */
    private static Map<String, Path> files(Path folder, Set<String> ignored) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                return ignored.contains(name(folder, inner)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!ignored.contains(name(folder, file))) {
                    files.put(name(folder, file), file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String name(Path folder, Path file) {
        StringBuilder name = new StringBuilder();
        folder.relativize(file)
                .forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
        return name.toString();
    }
}
