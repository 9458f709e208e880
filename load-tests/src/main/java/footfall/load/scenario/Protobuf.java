package footfall.load.scenario;

import footfall.protocol.hit.HitDecoder;
import footfall.protocol.hit.HitProtobuf;
import footfall.protocol.hit.Validation;

/** Hits as server SDKs that speak Protobuf write them. */
final class Protobuf {
  static final String CONTENT_TYPE = "application/x-protobuf";

  /**
   * @param json a sound hit
   */
  static byte[] of(byte[] json) {
    if (HitDecoder.decode(json, null) instanceof Validation.Accepted accepted) {
      return HitProtobuf.write(accepted.hit());
    }
    throw new IllegalArgumentException("only a sound hit can be written as Protobuf");
  }

  private Protobuf() {}
}
