using System.Text.Json.Serialization;

namespace Schools.Domain;

/// <summary>The wire and storage format of states, events and commands. Names are a contract: a changed shape needs a migration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true)] // jsonb orders the names of a document by length, so "type" need not come first.
[JsonSerializable(typeof(Authority.State), TypeInfoPropertyName = "AuthorityState")]
[JsonSerializable(typeof(Authority.Event), TypeInfoPropertyName = "AuthorityEvent")]
[JsonSerializable(typeof(Authority.Command), TypeInfoPropertyName = "AuthorityCommand")]
[JsonSerializable(typeof(Authority.Command[]), TypeInfoPropertyName = "AuthorityCommands")]
[JsonSerializable(typeof(Authority.Describe), TypeInfoPropertyName = "AuthorityDescribe")]
[JsonSerializable(typeof(Authority.Described), TypeInfoPropertyName = "AuthorityDescribed")]
[JsonSerializable(typeof(Authority.Details), TypeInfoPropertyName = "AuthorityDetails")]
[JsonSerializable(typeof(School.State), TypeInfoPropertyName = "SchoolState")]
[JsonSerializable(typeof(School.Event), TypeInfoPropertyName = "SchoolEvent")]
[JsonSerializable(typeof(School.Command), TypeInfoPropertyName = "SchoolCommand")]
[JsonSerializable(typeof(School.Command[]), TypeInfoPropertyName = "SchoolCommands")]
[JsonSerializable(typeof(School.Describe), TypeInfoPropertyName = "SchoolDescribe")]
[JsonSerializable(typeof(School.Registered), TypeInfoPropertyName = "SchoolRegistered")]
[JsonSerializable(typeof(School.Described), TypeInfoPropertyName = "SchoolDescribed")]
[JsonSerializable(typeof(School.Details), TypeInfoPropertyName = "SchoolDetails")]
[JsonSerializable(typeof(Room.State), TypeInfoPropertyName = "RoomState")]
[JsonSerializable(typeof(Room.Event), TypeInfoPropertyName = "RoomEvent")]
[JsonSerializable(typeof(Room.Command), TypeInfoPropertyName = "RoomCommand")]
[JsonSerializable(typeof(Room.Command[]), TypeInfoPropertyName = "RoomCommands")]
[JsonSerializable(typeof(Room.Describe), TypeInfoPropertyName = "RoomDescribe")]
[JsonSerializable(typeof(Room.Described), TypeInfoPropertyName = "RoomDescribed")]
[JsonSerializable(typeof(Room.Details), TypeInfoPropertyName = "RoomDetails")]
[JsonSerializable(typeof(Device.State), TypeInfoPropertyName = "DeviceState")]
[JsonSerializable(typeof(Device.Event), TypeInfoPropertyName = "DeviceEvent")]
[JsonSerializable(typeof(Device.Command), TypeInfoPropertyName = "DeviceCommand")]
[JsonSerializable(typeof(Device.Command[]), TypeInfoPropertyName = "DeviceCommands")]
[JsonSerializable(typeof(Device.Registered), TypeInfoPropertyName = "DeviceRegistered")]
[JsonSerializable(typeof(Device.Register), TypeInfoPropertyName = "DeviceRegister")]
[JsonSerializable(typeof(List<FieldChange>), TypeInfoPropertyName = "FieldChanges")]
[JsonSerializable(typeof(School.Withdraw), TypeInfoPropertyName = "SchoolWithdraw")]
[JsonSerializable(typeof(School.Withdrawn), TypeInfoPropertyName = "SchoolWithdrawn")]
[JsonSerializable(typeof(Room.Withdraw), TypeInfoPropertyName = "RoomWithdraw")]
[JsonSerializable(typeof(Room.Withdrawn), TypeInfoPropertyName = "RoomWithdrawn")]
[JsonSerializable(typeof(Device.Withdraw), TypeInfoPropertyName = "DeviceWithdraw")]
[JsonSerializable(typeof(Device.Withdrawn), TypeInfoPropertyName = "DeviceWithdrawn")]
public sealed partial class DomainJson : JsonSerializerContext;
