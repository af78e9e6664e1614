using Akka.Event;

namespace EdgeActors.Logging;

/// <summary>An event on its way through the actor system's log. Any logger of Akka shows it as text; ours finds number, name and values in it.</summary>
/// <param name="happened">Which event.</param>
/// <param name="values">Its values, in the order of its places.</param>
public sealed class EventMessage(ActorEvent happened, IReadOnlyList<object?> values)
    : LogMessage(NamedPlaces.Instance, happened.Template.Text)
{
    /// <summary>Which event.</summary>
    public ActorEvent Event => happened;

    /// <summary>Its values, in the order of its places.</summary>
    public IReadOnlyList<object?> Values => values;

    /// <inheritdoc />
    public override IEnumerable<object> Parameters() => values!;

    /// <inheritdoc />
    public override string Unformatted() => string.Join(", ", values.Select(MessageTemplate.Shown));

    /// <inheritdoc />
    public override string ToString() => happened.Template.Fill(values);

    private sealed class NamedPlaces : ILogMessageFormatter
    {
        public static readonly NamedPlaces Instance = new();

        public string Format(string format, params object[] args) => new MessageTemplate(format).Fill(args);

        public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
    }
}
