using Akka.Actor;

namespace EdgeActors.Hosting;

/// <summary>
/// Where a test kit may put faults in: between the host's ports and those who use them, and around the actors that the supervisor
/// starts. A product runs with <see cref="NoFaults"/>, which costs nothing.
/// </summary>
public interface IFaultSeam
{
    /// <summary>The props to start an actor with.</summary>
    Props Actor(Props props);

    /// <summary>The port to hand to those who use it.</summary>
    /// <typeparam name="TPort">Its interface.</typeparam>
    /// <param name="port">What does the work.</param>
    /// <param name="told">
    /// How the port tells a failure: gives another exception for it, or a result. By default failures are thrown as they are.
    /// </param>
    TPort Port<TPort>(TPort port, Func<Exception, object>? told = null)
        where TPort : class;
}

/// <summary>Hands everything through.</summary>
public sealed class NoFaults : IFaultSeam
{
    /// <summary>The only value.</summary>
    public static NoFaults Instance { get; } = new();

    /// <inheritdoc />
    public Props Actor(Props props) => props;

    /// <inheritdoc />
    public TPort Port<TPort>(TPort port, Func<Exception, object>? told = null)
        where TPort : class => port;
}
