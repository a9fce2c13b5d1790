import DICOM

/// The images that the report rests on (TID 1600), a group a series.
enum ImageLibrary {
  /// One group of images.
  struct Group {
    let modality: String
    let frameOfReference: String
    let images: [SourceImageInstance]
  }

  /// The library as a content item.
  ///
  /// Every instance is listed once, with all its frames.
  static func item(_ groups: [Group]) -> ContentItem {
    .container(
      .contains, Codes.imageLibrary, template: "1600",
      groups.map { group in
        .container(
          .contains, Codes.imageLibraryGroup,
          [
            .code(.acquisitionContext, Codes.modality, Codes.modality(group.modality)),
            .code(.acquisitionContext, Codes.targetRegion, Codes.head),
            .uidReference(.acquisitionContext, Codes.frameOfReferenceUID, group.frameOfReference),
          ] + whole(group.images).map { .image(.contains, nil, $0) })
      })
  }

  private static func whole(_ images: [SourceImageInstance]) -> [SourceImageInstance] {
    ReferenceTree(images).studies.flatMap(\.series).flatMap(\.instances).map {
      SourceImageInstance(
        sopClassUID: $0.sopClassUID, sopInstanceUID: $0.sopInstanceUID,
        seriesInstanceUID: $0.seriesInstanceUID, studyInstanceUID: $0.studyInstanceUID)
    }
  }
}
