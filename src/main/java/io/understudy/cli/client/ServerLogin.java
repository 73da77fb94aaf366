package io.understudy.cli.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server that the commands speak with.
 *
 * @param address without a slash at its end
 * @param key fingerprint of the key that signs its release bundles, or null when it is not known
 */
public record ServerLogin(
        URI address, String token, @Nullable String key) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,500}");
    private static final String TOKEN_VARIABLE = "UNDERSTUDY_TOKEN";
    private static final String URL_VARIABLE = "UNDERSTUDY_URL";
    private static final String KEY_VARIABLE = "UNDERSTUDY_KEY";

    /** @throws IllegalArgumentException for an address or token that cannot be one */
    public ServerLogin {
        if (!Pattern.matches("(?i)https?", String.valueOf(address.getScheme()))
                || address.getHost() == null
                || address.getUserInfo() != null
                || address.getQuery() != null
                || address.getFragment() != null) {
            throw new IllegalArgumentException(
                    "“%s” is not the address of a server, such as https://studio.example.".formatted(address));
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("This is not an access token: the page Access tokens makes one.");
        }
        address = URI.create(address.toString().replaceFirst("/+$", ""));
    }

    /** In the folder where the programs of a person keep their settings. */
    public static Path usualFile(Map<String, String> environment) {
        String home = System.getProperty("user.home", "");
        String windows = environment.getOrDefault("APPDATA", "");
        String named = environment.getOrDefault("XDG_CONFIG_HOME", windows);
        return (named.isBlank() ? Path.of(home, ".config") : Path.of(named)).resolve("understudy/client.json");
    }

    /** Whether the token would cross a network where others can read it. */
    public boolean travelsReadable() {
        try {
            return "http".equalsIgnoreCase(address.getScheme())
                    && !InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException elsewhere) {
            return true;
        }
    }

    /** @throws IllegalArgumentException when the file is none of a login */
    public static ServerLogin read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), ServerLogin.class);
        } catch (NoSuchFileException none) {
            throw new IllegalArgumentException("Sign in first: understudy login ADDRESS.", none);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("%s cannot be read. Sign in again.".formatted(file), unreadable);
        }
    }

    /**
     * The login of a program that has its token in the environment.
     *
     * @return empty when the environment has no token
     * @throws IllegalArgumentException when the environment has a part of a login only, or its token would be readable
     *     on its way
     */
    public static Optional<ServerLogin> of(Map<String, String> environment) {
        String token = environment.getOrDefault(TOKEN_VARIABLE, "");
        String url = environment.getOrDefault(URL_VARIABLE, "");
        // A token goes to the server that it was given with, and to no other.
        if (token.isBlank() != url.isBlank()) {
            throw new IllegalArgumentException(
                    "Set %s and %s together, or neither.".formatted(URL_VARIABLE, TOKEN_VARIABLE));
        }
        if (token.isBlank()) {
            return Optional.empty();
        }
        String key = environment.getOrDefault(KEY_VARIABLE, "");
        ServerLogin login = new ServerLogin(URI.create(url.strip()), token.strip(), key.isBlank() ? null : key.strip());
        if (login.travelsReadable()) {
            throw new IllegalArgumentException(
                    "Use https in %s: the token would be readable on its way.".formatted(URL_VARIABLE));
        }
        return Optional.of(login);
    }

    /** Only its owner may read the file. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Made with the mode 0600.
        Path part = Files.createTempFile(folder, "client", ".part");
        try {
            Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            DurableFile.appear(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Without the token: it is in no message. */
    @Override
    public String toString() {
        return address.toString();
    }
}
