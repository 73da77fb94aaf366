package io.understudy.providers.ssh;

import io.understudy.platform.net.AddressRule;
import io.understudy.platform.net.RefusedAddressException;
import io.understudy.providers.ssh.SshProblem.HostKeyChanged;
import io.understudy.providers.ssh.SshProblem.KeyRefused;
import io.understudy.providers.ssh.SshProblem.NoAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens connections. Nothing of the account that this server runs in is used: neither its keys nor its known hosts. */
@Component
public class SshConnections implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration SIGN_IN_WITHIN = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_HEARTBEATS_MISSED = 3;
    private static final AttributeKey<Expected> EXPECTED = new AttributeKey<>();

    private @Nullable SshClient client;

    /** @param type of the key that the machine is asked for; null for the best that it has */
    private record Expected(@Nullable String type, Predicate<PublicKey> accepts) {}

    /** Connects when it is first used. */
    public SshConnection to(SshTarget target) {
        return to(() -> target);
    }

    /** @param target asked for at every connection: an admin may have entered a new key */
    public SshConnection to(Supplier<SshTarget> target) {
        return new SshConnection(this, target);
    }

    /**
     * The key that a machine shows now, for a person to accept; nothing else is said to it.
     *
     * @throws NoAnswer when it cannot be reached
     */
    public SshHostKey hostKey(String host, int port) {
        AtomicReference<SshHostKey> shown = new AtomicReference<>();
        Expected any = new Expected(null, key -> {
            shown.set(SshHostKey.of(key));
            return false;
        });
        try (ClientSession session = connect("nobody", host, port, any)) {
            session.auth().verify(SIGN_IN_WITHIN);
        } catch (IOException refused) {
            if (shown.get() == null) {
                throw unreachable(host, port, refused);
            }
        }
        return shown.get();
    }

    ClientSession open(SshTarget target) {
        KeyPair key = privateKey(target.privateKey());
        PublicKey pinned = target.hostKey().key();
        Expected expected = new Expected(target.hostKey().type(), shown -> KeyUtils.compareKeys(shown, pinned));
        ClientSession session = null;
        try {
            session = connect(target.user(), target.host(), target.port(), expected);
            session.addPublicKeyIdentity(key);
            session.auth().verify(SIGN_IN_WITHIN);
            return session;
        } catch (IOException problem) {
            if (session != null) {
                session.close(true);
            }
            throw translated(target, problem);
        }
    }

    private ClientSession connect(String user, String host, int port, Expected expected) throws IOException {
        String machine = AddressRule.CONFIGURED.resolved(host).getHostAddress();
        try {
            return client().connect(user, machine, port, AttributeRepository.ofKeyValuePair(EXPECTED, expected), null)
                    .verify(CONNECT_WITHIN)
                    .getSession();
        } catch (RuntimeException unresolved) {
            throw new IOException(unresolved);
        }
    }

    private static SshProblem translated(SshTarget target, IOException problem) {
        int code = problem instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
        return switch (code) {
            case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE -> new HostKeyChanged(target.host(), problem);
            // The machine has no key of the accepted kind.
            case SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED ->
                String.valueOf(problem.getMessage()).contains("host key")
                        ? new HostKeyChanged(target.host(), problem)
                        : unreachable(target.host(), target.port(), problem);
            case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
                new KeyRefused(
                        target.host() + " refuses the key of " + target.user() + ".",
                        "Check the account, and that its authorized_keys on that machine has the public key.",
                        problem);
            default -> unreachable(target.host(), target.port(), problem);
        };
    }

    private static NoAnswer unreachable(String host, int port, Exception cause) {
        return new NoAnswer(
                cause instanceof RefusedAddressException
                        ? host + " leads to an address that this server never connects to."
                        : "There is no SSH connection to " + host + ", port " + port + ".",
                cause);
    }

    private static KeyPair privateKey(String text) {
        Exception broken = null;
        try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            Iterable<KeyPair> keys = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("key"), in, FilePasswordProvider.EMPTY);
            if (keys != null) {
                return keys.iterator().next();
            }
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            broken = unreadable;
        }
        throw new KeyRefused(
                "The private key cannot be read.",
                "Paste a whole private key without a passphrase, as ssh-keygen writes it.",
                broken);
    }

    private synchronized SshClient client() {
        SshClient started = client;
        if (started == null) {
            started = SshClient.setUpDefaultClient();
            started.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            started.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            // Its own signatures: a session's are those of the host key.
            started.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(started.getSignatureFactories())));
            started.setServerKeyVerifier(
                    (session, address, key) -> expected(session).accepts().test(key));
            started.addSessionListener(new AskForAcceptedKind());
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(started, HEARTBEAT);
            CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(started, MOST_HEARTBEATS_MISSED);
            started.start();
            client = started;
        }
        return started;
    }

    private static Expected expected(Session session) {
        return ((ClientSession) session).getConnectionContext().getAttribute(EXPECTED);
    }

    /** A machine has keys of several kinds: it is asked for the one that was accepted. */
    private static final class AskForAcceptedKind implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            String type = expected(session).type();
            if (type != null) {
                session.setSignatureFactories(session.getSignatureFactories().stream()
                        .filter(one -> type.equals(KeyUtils.getCanonicalKeyType(one.getName())))
                        .toList());
            }
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
