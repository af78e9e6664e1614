using System.Runtime.InteropServices;
using EdgeActors.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Engines.Onnx;

/// <summary>Takes what ONNX Runtime would print on the process's own output, which is the agent's log.</summary>
internal static unsafe partial class OrtLog
{
    /// <summary>The engine's severity from which on it is heard.</summary>
    public const int Warning = 2;

    private const int Error = 3;
    private const int Fatal = 4;

    private static long s_lost;

    /// <summary>Messages that the agent's log refused by throwing; nothing may be thrown into the engine.</summary>
    public static long Lost => Interlocked.Read(ref s_lost);

    /// <summary>The engine's callback; <paramref name="sink"/> is a handle to an <see cref="ILogger"/>.</summary>
    [UnmanagedCallersOnly]
    public static void Write(nint sink, int severity, byte* category, byte* session, byte* place, byte* text)
    {
        try
        {
            if (GCHandle.FromIntPtr(sink).Target is ILogger log)
            {
                Write(log, severity, Marshal.PtrToStringUTF8((nint)text) ?? string.Empty);
            }
        }
        catch (Exception)
        {
            Interlocked.Increment(ref s_lost);
        }
    }

    /// <summary>
    /// An error comes back as the status of the call that failed and is told there, so here it is only a detail; a fatal one is not.
    /// </summary>
    internal static void Write(ILogger log, int severity, string text)
    {
        LogLevel level = severity switch { >= Fatal => LogLevel.Error, Error => LogLevel.Debug, _ => LogLevel.Warning };
        if (log.IsEnabled(level) && OrtErrorText.Clean(text) is { Length: > 0 } clean)
        {
            OnnxRuntimeSaid(log, level, clean);
        }
    }

    [LoggerMessage(EventId = 2100, Message = "ONNX Runtime: {Text}")]
    [Advice("The engine says so by itself, most often about a model's graph. What makes a call fail is told to its client.")]
    private static partial void OnnxRuntimeSaid(ILogger log, LogLevel level, string text);
}
