package io.understudy.datasets.ui;

import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.captions.CaptionQueries;
import io.understudy.platform.search.SearchHit;
import io.understudy.platform.search.SearchSource;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobUrls;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class PictureSearch extends SearchSource {
    private final CaptionQueries captions;

    PictureSearch(CaptionQueries captions) {
        super("Pictures", 2);
        this.captions = captions;
    }

    @Override
    public List<SearchHit> find(SearchText text) {
        return captions.find(text).stream()
                .map(picture -> new SearchHit(
                        picture.caption().isEmpty() ? picture.fileName() : picture.caption(),
                        picture.character().name() + " · " + picture.fileName(),
                        DatasetRoutes.caption(picture.character().slug(), picture.id()),
                        BlobUrls.of(picture.thumbnail())))
                .toList();
    }
}
