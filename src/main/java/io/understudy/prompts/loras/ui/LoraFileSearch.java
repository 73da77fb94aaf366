package io.understudy.prompts.loras.ui;

import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.storage.BlobHash;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class LoraFileSearch extends SearchSource {
    private final LoraFileService files;
    private final PassportService passports;

    LoraFileSearch(LoraFileService files, PassportService passports) {
        super("LoRA files", 9);
        this.files = files;
        this.passports = passports;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        List<LoraFileDetails> found = files.find(text);
        Map<BlobHash, FilePassport> read =
                passports.find(found.stream().map(LoraFileDetails::file).toList());
        return found.stream()
                .map(file -> new SearchHit(
                        file.fileName(),
                        file.facts().role().label()
                                + (file.facts().triggerWord().isEmpty()
                                        ? ""
                                        : ", trigger word “" + file.facts().triggerWord() + "”")
                                + LoraBadge.words(read.get(file.file()))
                                        .map(words -> ", " + words)
                                        .orElse(""),
                        LoraRoutes.found(file.fileName())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(new SearchCommand("Add LoRA file", "style pose upload library", LoraRoutes.LIBRARY));
    }
}
