using Akka.Actor;
using Akka.Event;

namespace EdgeActors.FaultKit;

/// <summary>A message that comes again after a fault; the script has had its say on it, but for what happens after its handling.</summary>
internal class Redelivery(object message, PlannedFault? after) : IWrappedMessage, INoSerializationVerificationNeeded
{
    public object Message => message;

    public PlannedFault? After => after;

    public static Redelivery Of(object message, PlannedFault? after) =>
        message is INotInfluenceReceiveTimeout ? new QuietRedelivery(message, after) : new Redelivery(message, after);

    /// <summary>The actor's own message.</summary>
    public static object Unwrap(object message) => message is Redelivery again ? again.Message : message;

    public override string ToString() => $"{message}";
}

/// <summary>One that, as the message in it, leaves the receive timeout alone.</summary>
internal sealed class QuietRedelivery(object message, PlannedFault? after) : Redelivery(message, after), INotInfluenceReceiveTimeout;

/// <summary>A held message's time is up.</summary>
internal sealed record HeldTooLong(long Number) : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout, IDeadLetterSuppression;
