package io.understudy.prompts.loras.ui;

import io.understudy.platform.search.SearchCommand;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.prompts.loras.LoraFileService;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class LoraFileSearch extends SearchSource {
    private final LoraFileService files;

    LoraFileSearch(LoraFileService files) {
        super("LoRA files", 9);
        this.files = files;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return files.find(text).stream()
                .map(file -> new SearchHit(
                        file.fileName(),
                        file.facts().role().label()
                                + (file.facts().triggerWord().isEmpty()
                                        ? ""
                                        : ", trigger word “" + file.facts().triggerWord() + "”"),
                        LoraRoutes.found(file.fileName())))
                .toList();
    }

    @Override
    public List<SearchCommand> commands() {
        return List.of(new SearchCommand("Add LoRA file", "style pose upload library", LoraRoutes.LIBRARY));
    }
}
