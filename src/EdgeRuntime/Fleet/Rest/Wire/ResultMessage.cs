using System.Collections.Immutable;
using System.Text.Json;
using EdgeActors.Fleet.Documents;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>How a deployment ended, in a heartbeat.</summary>
internal static class ResultMessage
{
    private const string Success = "SUCCESS";
    private const string Failure = "FAIL";
    private const string Deploy = "DEPLOY";
    private const string Undeploy = "UNDEPLOY";
    private const string StatusForm = "must be SUCCESS or FAIL";
    private const string StateForm = "must be DEPLOY or UNDEPLOY";
    private const string DigestForm = "must be 64 digits of lower-case hex";

    private const string Name = "DeploymentName";
    private const string Status = "DeploymentStatus";
    private const string Message = "DeploymentStatusMessage";
    private const string Started = "DeploymentStartTime";
    private const string Ended = "DeploymentEndTime";
    private const string Models = "DeploymentModels";
    private const string Handle = "ModelHandle";
    private const string ModelName = "ModelName";
    private const string ModelVersion = "ModelVersion";
    private const string Desired = "DesiredState";
    private const string Actual = "State";
    private const string ModelStatus = "Status";
    private const string Reason = "StatusReason";
    private const string RollbackReason = "RollbackFailureReason";
    private const string Digest = "Digest";
    private const string RolledBack = "RolledBack";
    private const string Stopped = "Stopped";

    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter json, DeploymentResult result)
    {
        json.WriteString(Name, result.Name);
        json.WriteString(Status, result.Succeeded ? Success : Failure);
        json.WriteGiven(Message, WireNames.Prose(result.Message));
        json.WriteTime(Started, result.Started);
        json.WriteTime(Ended, result.Ended);
        json.WriteList(Models, result.Models, Write);
        json.WriteStartObject(WireOperation.Beside);
        json.WriteGiven(Digest, result.Digest);
        json.WriteBoolean(RolledBack, result.RolledBack);
        if (result.Stopped)
        {
            json.WriteBoolean(Stopped, true);
        }

        json.WriteEndObject();
    }

    /// <summary>Reads them. What values the old agent gave the deployment as a whole is not known: its models decide where the word says nothing.</summary>
    /// <exception cref="WireFormatException">They are not of the form.</exception>
    public static DeploymentResult Read(WireValue result, DateTimeOffset now)
    {
        ImmutableArray<ModelResult> models = [.. result.Member(Models).Items(FleetFormat.MostDefinitions).Select(Model)];
        WireValue beside = result.Member(WireOperation.Beside);
        DateTimeOffset ended = result.Member(Ended).Time() ?? now;
        return new DeploymentResult(
            result.Member(Name).Text(WireNames.IsEntity, WireNames.EntityForm),
            result.Member(Status).Text() switch
            {
                Success => true,
                Failure => false,
                _ => !models.IsEmpty && models.All(static model => model.Succeeded),
            },
            result.Member(Message).Optional(WireNames.IsProse, WireNames.ProseForm) ?? "",
            result.Member(Started).Time() ?? ended,
            ended,
            models)
        {
            Digest = beside.Member(Digest).Optional(IsDigest, DigestForm) ?? "",
            RolledBack = beside.Member(RolledBack).IsTrue,
            Stopped = beside.Member(Stopped).IsTrue,
        };
    }

    private static void Write(Utf8JsonWriter json, ModelResult model)
    {
        json.WriteString(Handle, model.Handle);
        json.WriteGiven(ModelName, WireNames.IsModel(model.ModelName) ? model.ModelName : "");
        json.WriteGiven(ModelVersion, WireNames.IsVersion(model.ModelVersion) ? model.ModelVersion : "");
        json.WriteString(Desired, Word(model.Desired));
        json.WriteString(Actual, Word(model.Actual));
        json.WriteString(ModelStatus, model.Succeeded ? Success : Failure);
        json.WriteGiven(Reason, WireNames.Prose(model.Reason));
        json.WriteGiven(RollbackReason, WireNames.Prose(model.RollbackFailure));
    }

    private static ModelResult Model(WireValue model)
    {
        string handle = model.Member(Handle).Text(WireNames.IsEntity, WireNames.EntityForm);
        ModelPresence desired = Presence(model.Member(Desired), ModelPresence.Deploy);
        return new ModelResult(
            handle,
            model.Member(ModelName).Optional(WireNames.IsModel, WireNames.ModelForm) ?? handle,
            model.Member(ModelVersion).Optional(WireNames.IsVersion, WireNames.VersionForm) ?? "",
            desired,
            Presence(model.Member(Actual), desired),
            model.Member(ModelStatus).Text(static text => text is Success or Failure, StatusForm) == Success,
            model.Member(Reason).Optional(WireNames.IsProse, WireNames.ProseForm) ?? "",
            model.Member(RollbackReason).Optional(WireNames.IsProse, WireNames.ProseForm) ?? "");
    }

    private static string Word(ModelPresence presence) => presence == ModelPresence.Deploy ? Deploy : Undeploy;

    private static ModelPresence Presence(WireValue state, ModelPresence otherwise) =>
        state.Optional(static text => text is Deploy or Undeploy, StateForm) switch
        {
            Deploy => ModelPresence.Deploy,
            Undeploy => ModelPresence.Undeploy,
            _ => otherwise,
        };

    private static bool IsDigest(string text) => text.Length == 64 && text.All(static c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');
}
