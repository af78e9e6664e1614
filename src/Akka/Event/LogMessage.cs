using System.Globalization;

namespace Akka.Event;

public interface ILogMessageFormatter
{
    string Format(string format, params object[] args);

    string Format(string format, IEnumerable<object> args);
}

/// <summary>A text with arguments that is put together only when a logger writes it.</summary>
public abstract class LogMessage
{
    protected readonly ILogMessageFormatter Formatter;

    public LogMessage(ILogMessageFormatter formatter, string format)
    {
        Formatter = formatter;
        Format = format;
    }

    public string Format { get; }

    public abstract IEnumerable<object> Parameters();

    public abstract string Unformatted();

    public override string ToString() => Formatter.Format(Format, Parameters());
}

internal sealed class ArgumentsLogMessage(ILogMessageFormatter formatter, string format, object[] args) : LogMessage(formatter, format)
{
    public override IEnumerable<object> Parameters() => args;

    public override string Unformatted() => string.Join(", ", args);
}

/// <summary>Fills in {0}-like places; a text whose places do not fit is shown as it is, with its arguments.</summary>
internal sealed class CompositeFormatter : ILogMessageFormatter
{
    public static readonly CompositeFormatter Instance = new();

    public string Format(string format, params object[] args)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, args);
        }
        catch (FormatException)
        {
            return $"{format} [{string.Join(", ", args)}]";
        }
    }

    public string Format(string format, IEnumerable<object> args) => Format(format, args.ToArray());
}
