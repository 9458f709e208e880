package footfall.protocol.hit;

final class HitProtobuf {
  private HitProtobuf() {}

  static Validation read(byte[] value) {
    return new Validation.Rejected(DropReason.UNSUPPORTED_CONTENT_TYPE, "" + value.length);
  }
}
