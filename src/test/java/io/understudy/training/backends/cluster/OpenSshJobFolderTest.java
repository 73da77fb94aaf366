package io.understudy.training.backends.cluster;

import io.understudy.support.SshBox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class OpenSshJobFolderTest extends JobFolderContract {
    private static SshBox box;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        box = new SshBox(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        if (box != null) {
            box.close();
        }
    }

    @Override
    protected JobFolder at(Path place) throws Exception {
        return new SftpJobFolder(box.connection(), place.toString());
    }

    @Override
    protected JobFolderPlace within(Path folder) throws Exception {
        return SftpJobFolder.place(box.connection(), folder.toString());
    }
}
