package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.LazyImage;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;

class PictureViewer extends Dialog {
    PictureViewer(BlobHash picture, String words) {
        setHeaderTitle(words);
        addClassName("picture-viewer");
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), event -> close());
        close.setAriaLabel("Close");
        getHeader().add(close);
        add(new Image(BlobUrls.of(picture), words));
    }

    static Component thumbnail(BlobHash picture, String words) {
        NativeButton button = new NativeButton();
        button.addClassName("picture-button");
        button.setAriaLabel("Show large: " + words);
        button.setTitle(words);
        button.add(new LazyImage(BlobUrls.of(picture), words));
        button.addClickListener(event -> new PictureViewer(picture, words).open());
        return button;
    }
}
