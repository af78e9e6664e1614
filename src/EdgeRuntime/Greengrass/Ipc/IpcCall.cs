using System.Text.Json;
using EdgeActors.Wording;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>One call's stream: first its answer, then events if it was a subscription.</summary>
internal sealed class IpcCall(string operation, Action? onEvent)
{
    private readonly TaskCompletionSource<JsonElement> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer's content, an empty object when it had none.</summary>
    public Task<JsonElement> Answer => _answer.Task;

    /// <summary>Ends it without an answer.</summary>
    public void Fail(IpcException fault) => _answer.TrySetException(fault);

    /// <summary>Takes a frame of this stream; whether more may come.</summary>
    public bool Take(IpcFrame frame)
    {
        if (_answer.Task.IsCompleted)
        {
            onEvent?.Invoke();
        }
        else if (frame.Type == IpcFrameType.Error)
        {
            Fail(ErrorOf(frame));
        }
        else
        {
            _answer.TrySetResult(Json(frame.Payload) ?? throw new IpcException($"it answered {operation} with what is no JSON object"));
        }

        return onEvent is not null && frame.Type == IpcFrameType.Message && (frame.Flags & IpcFrame.EndsStream) == 0;
    }

    private IpcException ErrorOf(IpcFrame frame)
    {
        JsonElement error = Json(frame.Payload) ?? default;
        string code = Text(error, "_errorCode") ?? "an error without a name";
        string detail = Text(error, "_message") is { Length: > 0 } message ? $" ({Printable.Of(message)})" : "";
        return new IpcException($"it refused {operation}: {Printable.Of(code)}{detail}") { ErrorCode = code };
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static JsonElement? Json(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload.IsEmpty ? "{}"u8.ToArray() : payload);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
