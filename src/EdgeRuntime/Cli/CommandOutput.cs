using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace EdgeActors.Cli;

/// <summary>Where a command writes: tables for people, or with <c>--json</c> one JSON object on standard output.</summary>
internal sealed class CommandOutput(TextWriter output, TextWriter error, bool json)
{
    private const int RedirectedWidth = 160;

    // Names of tensors may hold any character; this output goes to terminals and programs, not into web pages.
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Lazy<IAnsiConsole> _console = new(() => ConsoleOn(output));

    /// <summary>Whether to answer programs rather than people.</summary>
    public bool IsJson { get; } = json;

    /// <summary>For tables.</summary>
    public IAnsiConsole Console => _console.Value;

    /// <summary>The output that a parsed command line asks for.</summary>
    public static CommandOutput Of(ParseResult command) => new(
        command.InvocationConfiguration.Output,
        command.InvocationConfiguration.Error,
        command.GetValue(SharedOptions.Json));

    /// <summary>Writes a line for people.</summary>
    public void Line(string text = "") => output.WriteLine(text);

    /// <summary>Writes one JSON object; <paramref name="properties"/> fills it.</summary>
    public void Json(Action<Utf8JsonWriter> properties)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, JsonOptions))
        {
            writer.WriteStartObject();
            properties(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    /// <summary>Reports why the command failed: to standard error, or as a JSON object.</summary>
    public void Failure(string code, string message)
    {
        if (!IsJson)
        {
            error.WriteLine($"edgeactors: {message}");
            return;
        }

        Json(writer => WriteError(writer, code, message));
    }

    /// <summary>Writes the <c>error</c> member of an object.</summary>
    public static void WriteError(Utf8JsonWriter writer, string code, string message)
    {
        writer.WriteStartObject("error");
        writer.WriteString("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }

    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        AnsiConsoleOutput terminal = new(output);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = terminal,
            Ansi = terminal.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!terminal.IsTerminal)
        {
            // A pipe has no width; tables must not be folded for whoever reads it.
            console.Profile.Width = RedirectedWidth;
        }

        return console;
    }
}
