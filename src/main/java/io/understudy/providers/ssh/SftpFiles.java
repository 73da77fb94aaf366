package io.understudy.providers.ssh;

import io.understudy.platform.core.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CopyMode;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * Files on a machine, through SFTP and with the permissions of the account there. Names are absolute. Every method
 * throws {@link SftpException} where the machine refuses something about a file, and {@link SshProblem} where there is no
 * connection.
 */
public final class SftpFiles {
    private static final int BLOCK = 1 << 20;

    private final SshConnection connection;

    public SftpFiles(SshConnection connection) {
        this.connection = connection;
    }

    /**
     * Writes a file from its beginning, and before it the folders that lead to it.
     *
     * @throws IOException also when the source cannot be read
     */
    public void write(String file, ByteSource content) throws IOException {
        byte[] bytes = new byte[BLOCK];
        try (InputStream in = content.open()) {
            OutputStream out = connection.files(files -> {
                createFolders(files, file.substring(0, file.lastIndexOf('/')));
                return files.write(file, OpenMode.Create, OpenMode.Truncate, OpenMode.Write);
            });
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                int length = count;
                connection.files(files -> {
                    out.write(bytes, 0, length);
                    return out;
                });
            }
            connection.files(files -> {
                out.close();
                return out;
            });
        }
    }

    private static void createFolders(SftpClient files, String folder) throws IOException {
        if (folder.isEmpty() || isThere(files, folder)) {
            return;
        }
        createFolders(files, folder.substring(0, folder.lastIndexOf('/')));
        try {
            files.mkdir(folder);
        } catch (SftpException refused) {
            // Someone else may have created it meanwhile.
            if (!isThere(files, folder)) {
                throw refused;
            }
        }
    }

    /** An earlier file of the new name is replaced. */
    public void rename(String file, String to) throws SftpException {
        connection.files(files -> {
            try {
                files.rename(file, to, CopyMode.Overwrite, CopyMode.Atomic);
            } catch (UnsupportedOperationException oldServer) {
                removeIfThere(files, to);
                files.rename(file, to);
            }
            return to;
        });
    }

    public void removeIfThere(String file) throws SftpException {
        connection.files(files -> {
            removeIfThere(files, file);
            return file;
        });
    }

    private static void removeIfThere(SftpClient files, String file) throws IOException {
        if (isThere(files, file)) {
            files.remove(file);
        }
    }

    /** @throws IOException also when the target cannot be written */
    public void read(String file, OutputStream target) throws IOException {
        byte[] bytes = new byte[BLOCK];
        try (InputStream in = connection.files(files -> files.read(file))) {
            for (int count = block(in, bytes); count >= 0; count = block(in, bytes)) {
                target.write(bytes, 0, count);
            }
        }
    }

    private int block(InputStream in, byte[] bytes) throws SftpException {
        return connection.files(files -> in.read(bytes));
    }

    public OptionalLong size(String file) throws SftpException {
        return connection.files(
                files -> isThere(files, file) ? OptionalLong.of(files.stat(file).getSize()) : OptionalLong.empty());
    }

    public boolean isFolder(String name) throws SftpException {
        return connection.files(
                files -> isThere(files, name) && files.stat(name).isDirectory());
    }

    public static boolean isThere(SftpClient files, String name) throws IOException {
        try {
            files.stat(name);
            return true;
        } catch (SftpException missing) {
            if (isMissing(missing)) {
                return false;
            }
            throw missing;
        }
    }

    public static boolean isMissing(SftpException problem) {
        return problem.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE;
    }
}
