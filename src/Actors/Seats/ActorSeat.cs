using Akka.Actor;

namespace EdgeActors.Seats;

/// <summary>
/// A place for a further actor under the supervisor, beside models and captures. A host registers as many as it likes as services of this type. The
/// actor is started with the others and again, later each time, when it fails; whatever becomes of it, nothing else ends.
/// </summary>
/// <param name="Key">Its key in the actor registry.</param>
/// <param name="Name">Its name under the supervisor, and in the log.</param>
/// <param name="Actor">How it is made.</param>
/// <param name="StopsGracefully">Whether it is told <see cref="SeatProtocol.Stop"/> and waited for.</param>
public sealed record ActorSeat(Type Key, string Name, Props Actor, bool StopsGracefully = false);
