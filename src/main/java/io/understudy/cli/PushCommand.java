package io.understudy.cli;

import io.understudy.bundle.Hashes;
import io.understudy.cli.client.ApiClient;
import io.understudy.cli.client.ApiException;
import io.understudy.cli.client.PartedUpload;
import io.understudy.platform.pictures.UnreadPhoto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "push",
        sortOptions = false,
        description = "Uploads the photos of a folder, with their captions from .txt, .caption or .json files of the"
                + " same name, to a character's dataset. Photos that are there are not sent, so the command may be"
                + " repeated.",
        exitCodeListHeading = ClientCommand.STATUS,
        exitCodeList = {
            "0:all photos are in the dataset",
            "1:some were rejected; they are named",
            ClientCommand.STATUS_INPUT,
            ClientCommand.STATUS_NO_ANSWER,
            ClientCommand.STATUS_DECLINED
        })
final class PushCommand extends ClientCommand {
    private static final int REJECTED = 1;
    private static final int NO_PICTURE = 422;

    @Parameters(index = "0", paramLabel = "CHARACTER", description = "Its name in the address of its page.")
    private String character = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder of photos.")
    private Path folder = Path.of("");

    private final List<String> added = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> photos = PictureFolder.files(folder);
        PictureFolder.unreadNames(folder).forEach(name -> rejected.add(name + ": " + UnreadPhoto.REFUSAL));
        String ofCharacter = "characters/" + ApiClient.part(character);
        try (ApiClient api = client();
                ProgressBar bar = bar("Uploading", photos.size())) {
            Set<String> there = api.items(ofCharacter + "/pictures?limit=200").stream()
                    .map(picture -> picture.path("sha256").asString(""))
                    .collect(Collectors.toSet());
            for (Path photo : photos) {
                if (there.add(Hashes.ofFile(photo))) {
                    send(photo, ofCharacter, api);
                } else {
                    skipped.add(name(photo));
                }
                bar.step();
            }
        }
        ObjectNode result = object();
        result.set("added", array(added));
        result.set("skipped", array(skipped));
        result.set("rejected", array(rejected));
        result.set("notes", array(notes));
        report(result, lines());
        return rejected.isEmpty() ? 0 : REJECTED;
    }

    private void send(Path photo, String ofCharacter, ApiClient api) throws IOException, InterruptedException {
        List<Path> captions = PictureFolder.captionFiles(photo);
        List<Path> both = Stream.concat(Stream.of(photo), captions.stream()).toList();
        byte[] file = captions.isEmpty() ? Files.readAllBytes(photo) : zip(both);
        String sent = captions.isEmpty() ? name(photo) : name(photo) + ".zip";
        try {
            JsonNode upload = PartedUpload.isFor(file)
                    ? new PartedUpload(api, ofCharacter + "/uploads").send(sent, file, newKey())
                    : api.upload(ofCharacter + "/pictures?fileName=" + ApiClient.part(sent), file, newKey());
            upload.path("added").forEach(one -> added.add(one.asString("")));
            upload.path("notes").forEach(one -> notes.add(one.asString("")));
            upload.path("alreadyHere").forEach(one -> skipped.add(name(photo)));
            upload.path("rejected")
                    .forEach(one -> rejected.add(one.path("fileName").asString("") + ": "
                            + one.path("reason").asString("")));
        } catch (ApiException declined) {
            if (declined.status() != NO_PICTURE) {
                throw declined;
            }
            rejected.add(String.valueOf(declined.getMessage()));
        }
    }

    private static byte[] zip(List<Path> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files) {
                ZipEntry entry = new ZipEntry(name(file));
                // The same files give the same bytes, so that an upload of them continues.
                entry.setTime(Files.getLastModifiedTime(file).toMillis());
                zip.putNextEntry(entry);
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        rejected.forEach(photo -> lines.add("Rejected: " + photo));
        notes.forEach(note -> lines.add("Note: " + note));
        lines.add("%d added, %d already there, %d rejected.".formatted(added.size(), skipped.size(), rejected.size()));
        return lines;
    }
}
