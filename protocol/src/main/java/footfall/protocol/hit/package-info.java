/** A hit as an SDK sends it: versioned, free of Akka, JSON and Protobuf; its validation. */
package footfall.protocol.hit;
