using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeActors.Greengrass.Ipc;

/// <summary>What a component can tell about itself.</summary>
internal enum ComponentState
{
    /// <summary>Nothing is to be told yet.</summary>
    Unknown,

    /// <summary>It does its work; with a <c>startup</c> step the classic nucleus waits for this.</summary>
    Running,

    /// <summary>It cannot go on; the classic nucleus then starts it again. Nucleus lite takes it without any effect.</summary>
    Errored,
}

/// <summary>The operations of the nucleus that the agent uses.</summary>
internal static class NucleusOperations
{
    private const string NotFound = "ResourceNotFoundError";

    /// <summary>A value of this component's configuration, or of another's; null when there is none.</summary>
    /// <param name="connection">To the nucleus.</param>
    /// <param name="cancelled">Ends the wait.</param>
    /// <param name="component">Another component's name; null for this one.</param>
    /// <param name="key">Its key; null for the whole configuration.</param>
    public static async Task<JsonElement?> GetConfigurationAsync(
        this IpcConnection connection, CancellationToken cancelled, string? component = null, string? key = null)
    {
        try
        {
            JsonElement answer = await connection.CallAsync("GetConfiguration", Place(component, key), cancelled);
            JsonElement? value = Property(answer, "value");
            return key is null || value is null ? value : Property(value.Value, key);
        }
        catch (IpcException absent) when (absent.ErrorCode == NotFound)
        {
            return null;
        }
    }

    /// <summary>Has <paramref name="onEvent"/> called, on the connection's reading thread, whenever this component's configuration changes.</summary>
    public static Task SubscribeToConfigurationAsync(this IpcConnection connection, Action onEvent, CancellationToken cancelled) =>
        connection.CallAsync("SubscribeToConfigurationUpdate", Place(null, null), cancelled, onEvent);

    /// <summary>Tells how this component is.</summary>
    public static Task UpdateStateAsync(this IpcConnection connection, ComponentState state, CancellationToken cancelled) =>
        connection.CallAsync("UpdateState", new JsonObject { ["state"] = state == ComponentState.Running ? "RUNNING" : "ERRORED" }, cancelled);

    private static JsonObject Place(string? component, string? key)
    {
        JsonObject place = new() { ["keyPath"] = key is null ? new JsonArray() : new JsonArray(key) };
        if (component is not null)
        {
            place["componentName"] = component;
        }

        return place;
    }

    private static JsonElement? Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : null;
}
