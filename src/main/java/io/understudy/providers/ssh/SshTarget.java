package io.understudy.providers.ssh;

/**
 * A machine and the account on it.
 *
 * @param privateKey as ssh-keygen writes it, without a passphrase
 * @param hostKey the only one that the machine may show
 */
public record SshTarget(String host, int port, String user, String privateKey, SshHostKey hostKey) {
    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
